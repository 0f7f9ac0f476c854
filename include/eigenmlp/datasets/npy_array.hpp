// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// The element types of NPY files, for writing: integers of 8 to 64 bits, `float` and `double`.
template <class T>
concept NpyElement = (std::integral<T> && !std::same_as<T, bool>) || Floating<T>;

namespace detail {

/// The type of fixed width that is like `T`.
template <NpyElement T>
using npy_element_t = std::conditional_t<
    std::floating_point<T>, T,
    std::conditional_t<
        sizeof(T) == 1, std::conditional_t<std::is_signed_v<T>, std::int8_t, std::uint8_t>,
        std::conditional_t<
            sizeof(T) == 2, std::conditional_t<std::is_signed_v<T>, std::int16_t, std::uint16_t>,
            std::conditional_t<sizeof(T) == 4,
                               std::conditional_t<std::is_signed_v<T>, std::int32_t, std::uint32_t>,
                               std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>>>>>;

/// Number of values of an array of that shape; nothing if its extents, but for those of 0, make more than
/// memory holds.
inline std::optional<Index> npy_count(const std::vector<Index>& shape) {
    constexpr Index most = std::numeric_limits<Index>::max() / 8;
    Index count = 1;
    bool is_empty = false;
    for (const Index extent : shape) {
        if (extent < 0 || (extent > 0 && count > most / extent)) return {};
        is_empty = is_empty || extent == 0;
        count *= std::max(extent, Index{1});
    }
    return is_empty ? 0 : count;
}

/// \throws InvalidDataError unless it is the shape of a vector: of one dimension, or of several of which all
/// but one are 1.
inline void check_npy_vector(const std::vector<Index>& shape) {
    const auto n_long = std::count_if(shape.begin(), shape.end(), [](Index n) { return n != 1; });
    if (shape.empty() || n_long > 1)
        throw InvalidDataError(fmt::format("Expected an array of one dimension, found the shape ({}).",
                                           fmt::join(shape, ", ")));
}

/// How a header calls the type: f, i or u.
template <NpyElement T>
constexpr char npy_kind = std::floating_point<T> ? 'f'
                          : std::is_signed_v<T>  ? 'i'
                                                 : 'u';

}  // namespace detail

/// Content of an NPY file, or of one array of an NPZ file: numbers in any number of dimensions.
struct NpyArray {
    using Values =
        std::variant<std::vector<std::int8_t>, std::vector<std::int16_t>, std::vector<std::int32_t>,
                     std::vector<std::int64_t>, std::vector<std::uint8_t>, std::vector<std::uint16_t>,
                     std::vector<std::uint32_t>, std::vector<std::uint64_t>, std::vector<float>,
                     std::vector<double>>;

    std::vector<Index> shape;  ///< extent of each dimension, the slowest first; none for a single number
    Values values;             ///< the last dimension varies fastest

    NpyArray() = default;
    NpyArray(std::vector<Index> shape_, Values values_)
        : shape(std::move(shape_)), values(std::move(values_)) {}

    /// A matrix as two dimensions, a vector by type as one.
    template <class Derived>
    requires NpyElement<typename Derived::Scalar> NpyArray(const Eigen::DenseBase<Derived>& array) {
        using Scalar = typename Derived::Scalar;
        const Matrix<Scalar> rows = array.derived();
        values = std::vector<detail::npy_element_t<Scalar>>(rows.data(), rows.data() + rows.size());
        if (Derived::IsVectorAtCompileTime)
            shape = {array.size()};
        else
            shape = {array.rows(), array.cols()};
    }

    template <NpyElement T>
    NpyArray(const std::vector<T>& array)
        : shape{static_cast<Index>(array.size())},
          values(std::vector<detail::npy_element_t<T>>(array.begin(), array.end())) {}

    /// \throws InvalidDataError if the values are not as many as the shape says.
    void check_shape() const {
        if (detail::npy_count(shape) != size())
            throw InvalidDataError(fmt::format("Expected as many values as the shape ({}) has, found {}.",
                                               fmt::join(shape, ", "), size()));
    }

    /// Number of values.
    Index size() const {
        return std::visit([](const auto& v) { return static_cast<Index>(v.size()); }, values);
    }

    /// The first dimension as rows, all others as columns; one dimension is one column.
    /// \throws InvalidDataError as `check_shape`, if there is no dimension or a value is none of the integer
    /// type `T`.
    template <NpyElement T>
    Matrix<T> matrix() const {
        check_shape();
        if (shape.empty())
            throw InvalidDataError("Expected an array of one or more dimensions, found a single number.");
        Index cols = 1;
        for (std::size_t k = 1; k < shape.size(); ++k) cols *= shape[k];
        Matrix<T> result(shape[0], cols);
        copy_to(result.data());
        return result;
    }

    /// An array of one dimension, or of several of which all but one are 1.
    /// \throws InvalidDataError as `check_shape`, if it is none, or a value is none of the integer type `T`.
    template <NpyElement T>
    Vector<T> vector() const {
        check_shape();
        detail::check_npy_vector(shape);
        Vector<T> result(size());
        copy_to(result.data());
        return result;
    }

private:
    template <class T>
    void copy_to(T* to) const {
        std::visit(
            [to](const auto& from) {
                for (std::size_t i = 0; i < from.size(); ++i) {
                    if constexpr (std::floating_point<T>) {
                        to[i] = static_cast<T>(from[i]);
                    } else {
                        const std::optional<T> value = detail::convert_label<T>(from[i]);
                        if (!value)
                            throw InvalidDataError(
                                fmt::format("Expected integers of {} bits, found {} at position {}.",
                                            8 * sizeof(T), from[i], i));
                        to[i] = *value;
                    }
                }
            },
            values);
    }
};

}  // namespace eigenmlp
