// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

/// The sentences of errors and warnings. As `fmt::format`, but compiled in a tenth of the time, since a
/// sentence needs little of it: the fields `{}`, `{:#}` and `{:.3f}` for integers, floating-point numbers,
/// booleans and strings.
namespace eigenmlp::detail {

/// A value of a sentence. Refers to strings, which must outlive it.
class FormatArg {
public:
    FormatArg() = default;
    FormatArg(bool value) : FormatArg(std::string_view(value ? "true" : "false")) {}
    template <std::integral T>
    FormatArg(T value) : kind_(std::is_signed_v<T> ? Kind::integer : Kind::natural) {
        number_.integer = static_cast<long long>(value);
    }
    FormatArg(double value) : kind_(Kind::real) { number_.real = value; }
    FormatArg(float value) : kind_(Kind::single) { number_.real = static_cast<double>(value); }
    template <std::convertible_to<std::string_view> T>
    FormatArg(const T& value) : text_(value) {}

    /// Appends the value as `spec` wants it: what stands after the colon of a field.
    void append(std::string& out, std::string_view spec) const {
        char buffer[384];  // Holds any double in fixed notation.
        char* const end = buffer + sizeof(buffer);
        switch (kind_) {
            case Kind::text:
                out += text_;
                break;
            case Kind::integer:
            case Kind::natural: {
                auto magnitude = static_cast<unsigned long long>(number_.integer);
                if (kind_ == Kind::integer && number_.integer < 0) {
                    out += '-';
                    magnitude = 0 - magnitude;
                }
                out.append(buffer, std::to_chars(buffer, end, magnitude).ptr);
                break;
            }
            default:
                if (spec.ends_with('f'))
                    out.append(buffer, std::to_chars(buffer, end, number_.real, std::chars_format::fixed,
                                                     spec.size() > 2 ? spec[1] - '0' : 6)
                                           .ptr);
                else
                    append_shortest(out, spec == "#");
        }
    }

private:
    enum class Kind { text, integer, natural, real, single };

    /// The fewest digits that tell the number from its neighbours, as Python's repr.
    void append_shortest(std::string& out, bool wants_point) const {
        char buffer[32];
        char* const end = buffer + sizeof(buffer);
        constexpr auto scientific = std::chars_format::scientific;
        const std::string_view text(
            buffer, static_cast<std::size_t>(
                        (kind_ == Kind::single
                             ? std::to_chars(buffer, end, static_cast<float>(number_.real), scientific)
                             : std::to_chars(buffer, end, number_.real, scientific))
                            .ptr -
                        buffer));
        const std::size_t e = text.find('e');
        int exponent = 100;  // of infinity and NaN, too
        if (e != text.npos)
            std::from_chars(text.data() + e + (text[e + 1] == '+' ? 2 : 1), text.data() + text.size(),
                            exponent);
        if (exponent < -4 || exponent >= 16) {
            out += text;
            return;
        }
        std::string digits;
        for (const char c : text.substr(0, e)) {
            if (c == '-') out += c;
            if (c >= '0' && c <= '9') digits += c;
        }
        if (exponent < 0) digits.insert(0, static_cast<std::size_t>(-exponent), '0');
        const std::size_t whole = exponent < 0 ? 1 : static_cast<std::size_t>(exponent) + 1;
        if (digits.size() < whole) digits.append(whole - digits.size(), '0');
        out.append(digits, 0, whole);
        if (digits.size() > whole)
            out.append(".").append(digits, whole);
        else if (wants_point)
            out += ".0";
    }

    Kind kind_ = Kind::text;
    union {
        long long integer;
        double real;
    } number_ = {0};
    std::string_view text_;
};

/// A sentence with `n` fields in braces, which the compiler counts. Doubled braces stand for themselves.
template <std::size_t n>
class FormatString {
public:
    consteval FormatString(const char* text) : text_(text) {
        std::size_t fields = 0;
        for (std::size_t i = 0; i < text_.size(); ++i) {
            if (text_[i] != '{') continue;
            const char next = text_[++i];
            if (next != '{' && next != '}' && next != ':') throw "a field is {}, {:#} or {:.3f}";
            if (next != '{') ++fields;
        }
        if (fields != n) throw "a sentence needs as many values as it has fields";
    }
    constexpr operator std::string_view() const { return text_; }

private:
    std::string_view text_;
};

inline std::string format_args(std::string_view text, std::span<const FormatArg> args) {
    std::string out;
    std::size_t next = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '{' && text[i] != '}') {
            out += text[i];
        } else if (i + 1 < text.size() && text[i + 1] == text[i]) {
            out += text[i++];
        } else {
            const std::size_t close = text.find('}', i);
            const std::string_view field = text.substr(i + 1, close - i - 1);
            args[next++].append(out, field.starts_with(':') ? field.substr(1) : field);
            i = close;
        }
    }
    return out;
}

/// `text` with `args` in place of its fields.
template <class... Args>
std::string format(FormatString<sizeof...(Args)> text, const Args&... args) {
    const FormatArg all[] = {args..., FormatArg()};
    return format_args(text, std::span<const FormatArg>(all, sizeof...(Args)));
}

/// The same to standard output.
template <class... Args>
void print(FormatString<sizeof...(Args)> text, const Args&... args) {
    const FormatArg all[] = {args..., FormatArg()};
    std::fputs(format_args(text, std::span<const FormatArg>(all, sizeof...(Args))).c_str(), stdout);
}

/// Numbers or strings as "1, 2, 3".
template <class Range>
std::string join(const Range& range) {
    std::string text;
    for (const auto& item : range) {
        if (!text.empty()) text += ", ";
        FormatArg(item).append(text, "");
    }
    return text;
}

}  // namespace eigenmlp::detail
