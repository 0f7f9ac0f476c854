// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/core/format.hpp"

namespace eigenmlp {

/// One value of one parameter in the parameters of an estimator.
template <class Params>
struct ParameterSetting {
    std::string name;                    ///< scikit-learn's, such as "alpha" or "mlpclassifier__alpha"
    std::string text;                    ///< the value as Python writes it
    std::function<void(Params&)> apply;  ///< puts the value in its place
};

/// Values of some parameters of an estimator: what a search tries. Printed as scikit-learn prints its
/// dictionary: `{'alpha': 0.001, 'hidden_layer_sizes': (50, 50)}`.
template <class Params>
class ParameterCandidate {
public:
    using Setting = ParameterSetting<Params>;

    /// Adds a setting after the others, or replaces the one of the same name.
    void set(std::shared_ptr<const Setting> setting) {
        const auto same = find(setting->name);
        if (same != settings_.end())
            settings_[static_cast<std::size_t>(same - settings_.begin())] = std::move(setting);
        else
            settings_.push_back(std::move(setting));
    }

    /// `params` with the values of this candidate.
    Params applied_to(Params params) const {
        for (const auto& setting : settings_) setting->apply(params);
        return params;
    }

    /// The same values, named in the opposite order.
    ParameterCandidate reversed() const {
        ParameterCandidate candidate;
        candidate.settings_.assign(settings_.rbegin(), settings_.rend());
        return candidate;
    }

    /// In the order in which they are printed.
    std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const auto& setting : settings_) names.push_back(setting->name);
        return names;
    }

    /// The value of the parameter `name` as Python writes it; none if this candidate leaves it as it is.
    std::optional<std::string> text(std::string_view name) const {
        const auto found = find(name);
        return found == settings_.end() ? std::nullopt : std::optional((*found)->text);
    }

    friend std::string to_string(const ParameterCandidate& candidate) {
        std::string text;
        for (const auto& setting : candidate.settings_)
            text += detail::format("{}'{}': {}", text.empty() ? "" : ", ", setting->name, setting->text);
        return "{" + text + "}";
    }
    friend std::ostream& operator<<(std::ostream& out, const ParameterCandidate& candidate) {
        return out << to_string(candidate);
    }

private:
    auto find(std::string_view name) const {
        return std::find_if(settings_.begin(), settings_.end(),
                            [&](const auto& setting) { return setting->name == name; });
    }

    std::vector<std::shared_ptr<const Setting>> settings_;
};

}  // namespace eigenmlp

template <class Params>
struct fmt::formatter<eigenmlp::ParameterCandidate<Params>> : fmt::formatter<std::string> {
    auto format(const eigenmlp::ParameterCandidate<Params>& candidate, auto& context) const {
        return fmt::formatter<std::string>::format(to_string(candidate), context);
    }
};
