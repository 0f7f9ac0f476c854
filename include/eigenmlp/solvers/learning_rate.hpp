// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <concepts>
#include <functional>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"

namespace eigenmlp {

/// scikit-learn's learning rate schedules.
enum class LearningRate {
    constant,    ///< learning_rate_init throughout
    invscaling,  ///< sgd: learning_rate_init / (t + 1)^power_t after each epoch, t the number of rows seen so
                 ///< far
    adaptive,    ///< sgd: divided by 5 each time that the stopping rule fires, until it is at most 1e-6
};

/// A learning rate schedule: what learning_rate_init is multiplied by for the batch that begins after `epoch`
/// epochs, a fraction within an epoch, of at most `max_iter`.
template <class T>
concept Schedule = requires(const T schedule, double epoch, double max_iter) {
    { schedule(epoch, max_iter) } -> std::convertible_to<double>;
}
&&std::copy_constructible<T>;

/// One of scikit-learn's schedules or any `Schedule`, for every solver that can change its learning rate.
class LearningRateSchedule {
public:
    LearningRateSchedule(LearningRate rule = LearningRate::constant) : rule_(rule) {}

    template <class T>
    requires(!std::same_as<T, LearningRateSchedule> && Schedule<T>) LearningRateSchedule(T schedule)
        : function_(Held<T>{std::make_shared<const T>(std::move(schedule))}),
          equal_(&Held<T>::equal),
          name_(Held<T>::name()) {}

    /// Says what other objects lack.
    template <class T>
    requires(std::is_class_v<T> && !std::same_as<T, LearningRateSchedule> && !Schedule<T>)
        LearningRateSchedule(const T&) {
        static_assert(Schedule<T>, "A learning rate schedule is called as schedule(epoch, max_iter).");
    }

    /// Whether it holds a `Schedule`, and not one of scikit-learn's, which the solver sees to.
    bool is_function() const { return static_cast<bool>(function_); }

    /// The multiple of learning_rate_init.
    /// \throws InvalidParameterError if it is negative or not finite, or if the schedule is invscaling or
    /// adaptive.
    double operator()(double epoch, double max_iter) const {
        if (!is_function() && rule_ != LearningRate::constant)
            throw InvalidParameterError(detail::format(
                "A learning rate schedule that follows another must be a function of the epoch or "
                "'constant'. Got '{}' instead.",
                name()));
        const double factor = is_function() ? function_(epoch, max_iter) : 1.0;
        if (!(factor >= 0.0 && std::isfinite(factor)))
            throw InvalidParameterError(detail::format(
                "The 'learning_rate' parameter must give factors in the range [0, inf). Got {} "
                "instead from '{}' at epoch {}.",
                factor, name(), epoch));
        return factor;
    }

    /// scikit-learn's name, or the `name` of the schedule's type, or a placeholder.
    std::string_view name() const {
        if (is_function()) return name_;
        if (rule_ == LearningRate::constant) return "constant";
        return rule_ == LearningRate::invscaling ? "invscaling" : "adaptive";
    }

    /// Schedules without operator== equal their copies only.
    friend bool operator==(const LearningRateSchedule& a, const LearningRateSchedule& b) {
        if (a.is_function() && b.is_function()) return a.equal_(a.function_, b.function_);
        return a.is_function() == b.is_function() && a.rule_ == b.rule_;
    }

private:
    using Function = std::function<double(double, double)>;

    template <class T>
    struct Held {
        std::shared_ptr<const T> schedule;

        double operator()(double epoch, double max_iter) const {
            return static_cast<double>((*schedule)(epoch, max_iter));
        }

        static constexpr std::string_view name() {
            if constexpr (requires { std::string_view(T::name); })
                return T::name;
            else
                return "user's own";
        }

        static bool equal(const Function& f, const Function& g) {
            const Held* const a = f.target<Held>();
            const Held* const b = g.target<Held>();
            if (!a || !b) return false;
            if constexpr (std::equality_comparable<T>)
                return *a->schedule == *b->schedule;
            else
                return a->schedule == b->schedule;
        }
    };

    LearningRate rule_ = LearningRate::constant;
    Function function_;
    bool (*equal_)(const Function&, const Function&) = nullptr;
    std::string_view name_;
};

}  // namespace eigenmlp
