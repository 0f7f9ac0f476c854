// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>

namespace eigenmlp {

/// A trial step along a direction: the loss there and its slope along the direction.
struct LinePoint {
    double step;
    double loss;
    double slope;
};

/// The interval that holds a minimum along a line: its best end, its other end, and whether the minimum is
/// known to lie between them.
struct LineInterval {
    LinePoint best;
    LinePoint other;
    bool bracketed = false;

    /// Takes in the trial point `p` and returns the next step, by cubic and quadratic interpolation:
    /// MINPACK-2's dcstep. Unless bracketed, the step is within [low, high].
    double update(const LinePoint& p, double low, double high) {
        const bool slopes_differ = p.slope * (best.slope / std::abs(best.slope)) < 0.0;
        double next;
        if (p.loss > best.loss) {  // a higher loss: the minimum is between best and p
            const double cubic = best.step + cubic_fraction(best, p) * (p.step - best.step);
            const double secant = (best.loss - p.loss) / (p.step - best.step) + best.slope;
            const double quadratic = best.step + best.slope / secant / 2.0 * (p.step - best.step);
            next = std::abs(cubic - best.step) < std::abs(quadratic - best.step)
                       ? cubic
                       : cubic + (quadratic - cubic) / 2.0;
            bracketed = true;
        } else if (slopes_differ) {  // a lower loss and the slope's sign turned: the same
            const double cubic = p.step + cubic_fraction(p, best) * (best.step - p.step);
            next = farther(p, cubic, secant_step(p));
            bracketed = true;
        } else if (std::abs(p.slope) < std::abs(best.slope)) {  // the slope flattens
            next = step_where_slope_flattens(p, low, high);
        } else if (bracketed) {
            next = p.step + cubic_fraction(p, other) * (other.step - p.step);
        } else {
            next = p.step > best.step ? high : low;
        }
        if (p.loss > best.loss) {
            other = p;
        } else {
            if (slopes_differ) other = best;
            best = p;
        }
        return next;
    }

private:
    /// Where the cubic through `a` and `b` has its minimum, as a fraction of the way from a to b.
    static double cubic_fraction(const LinePoint& a, const LinePoint& b) {
        const double theta = 3.0 * (a.loss - b.loss) / (b.step - a.step) + a.slope + b.slope;
        const double gamma = cubic_gamma(theta, a.slope, b.slope, b.step < a.step);
        return ((gamma - a.slope) + theta) / (((gamma - a.slope) + gamma) + b.slope);
    }

    /// sqrt(theta^2 - u v), scaled against overflow, with the sign asked for.
    static double cubic_gamma(double theta, double u, double v, bool negative) {
        const double scale = std::max({std::abs(theta), std::abs(u), std::abs(v)});
        const double ratio = theta / scale;
        const double gamma = scale * std::sqrt(std::max(0.0, ratio * ratio - (u / scale) * (v / scale)));
        return negative ? -gamma : gamma;
    }

    /// Where the line through the slopes of `p` and `best` crosses 0.
    double secant_step(const LinePoint& p) const {
        return p.step + p.slope / (p.slope - best.slope) * (best.step - p.step);
    }

    static double farther(const LinePoint& p, double cubic, double secant) {
        return std::abs(cubic - p.step) > std::abs(secant - p.step) ? cubic : secant;
    }

    double step_where_slope_flattens(const LinePoint& p, double low, double high) const {
        const double theta = 3.0 * (best.loss - p.loss) / (p.step - best.step) + best.slope + p.slope;
        const double gamma = cubic_gamma(theta, best.slope, p.slope, p.step > best.step);
        const double r = ((gamma - p.slope) + theta) / ((gamma + (best.slope - p.slope)) + gamma);
        double cubic = p.step > best.step ? high : low;  // the cubic may fall without end
        if (r < 0.0 && gamma != 0.0) cubic = p.step + r * (best.step - p.step);
        const double secant = secant_step(p);
        if (!bracketed) return std::max(low, std::min(high, farther(p, cubic, secant)));
        const double nearer = std::abs(cubic - p.step) < std::abs(secant - p.step) ? cubic : secant;
        const double limit = p.step + 0.66 * (other.step - p.step);
        return p.step > best.step ? std::min(limit, nearer) : std::max(limit, nearer);
    }
};

/// The line search of More and Thuente (ACM TOMS 20, 1994): MINPACK-2's dcsrch with the constants of
/// L-BFGS-B. Proposes steps until one lessens the loss enough and flattens the slope enough, or no better one
/// can be told apart from it. \note Where loss or slope are not finite dcsrch goes astray; here the next step
/// is half as long, and longer ones are not tried again.
class LineSearch {
public:
    /// Along a direction with loss and slope at step 0 given, the slope below 0. \param step the first trial
    LineSearch(double loss, double slope, double step)
        : start_{0.0, loss, slope}, interval_{start_, start_}, step_(step), high_(5.0 * step) {}

    /// The step to try next; once accepted, the step found.
    double step() const { return step_; }

    /// Takes loss and slope at `step()`. True if it is accepted, otherwise `step()` is the next trial.
    bool accepts(double loss, double slope) {
        const LinePoint p{step_, loss, slope};
        if (!std::isfinite(loss) || !std::isfinite(slope)) {
            step_ = interval_.best.step + 0.5 * (step_ - interval_.best.step);
            if (p.step > interval_.best.step) longest_ = step_;
            return false;
        }
        const double wanted_slope = sufficient_decrease * start_.slope;
        const bool decreased = loss <= start_.loss + step_ * wanted_slope;
        if (decreased && slope >= 0.0) seeks_decrease_ = false;
        if (is_final(p, decreased, wanted_slope)) return true;
        if (seeks_decrease_ && loss <= interval_.best.loss && !decreased)
            update_modified(p, wanted_slope);
        else
            step_ = interval_.update(p, low_, high_);
        narrow();
        return false;
    }

private:
    static constexpr double sufficient_decrease = 1e-3;  // ftol
    static constexpr double curvature = 0.9;             // gtol
    static constexpr double interval_tolerance = 0.1;    // xtol

    bool is_exhausted() const {
        return interval_.bracketed &&
               (step_ <= low_ || step_ >= high_ || high_ - low_ <= interval_tolerance * high_);
    }

    bool is_final(const LinePoint& p, bool decreased, double wanted_slope) const {
        const bool at_longest = p.step == longest_ && decreased && p.slope <= wanted_slope;
        const bool at_zero = p.step == 0.0 && (!decreased || p.slope >= wanted_slope);
        const bool wolfe = decreased && std::abs(p.slope) <= curvature * std::abs(start_.slope);
        return is_exhausted() || at_longest || at_zero || wolfe;
    }

    /// The same interval for the loss less `wanted_slope` times the step.
    void update_modified(LinePoint p, double wanted_slope) {
        const auto tilt = [&](LinePoint& q, double slope) {
            q.loss -= q.step * slope;
            q.slope -= slope;
        };
        tilt(p, wanted_slope);
        tilt(interval_.best, wanted_slope);
        tilt(interval_.other, wanted_slope);
        step_ = interval_.update(p, low_, high_);
        tilt(interval_.best, -wanted_slope);
        tilt(interval_.other, -wanted_slope);
    }

    /// Bisects an interval that shrinks too slowly, and sets the bounds of the next trial.
    void narrow() {
        const double best = interval_.best.step, other = interval_.other.step;
        if (interval_.bracketed) {
            if (std::abs(other - best) >= 0.66 * width_before_last_) step_ = best + 0.5 * (other - best);
            width_before_last_ = last_width_;
            last_width_ = std::abs(other - best);
            low_ = std::min(best, other);
            high_ = std::max(best, other);
        } else {
            low_ = step_ + 1.1 * (step_ - best);
            high_ = step_ + 4.0 * (step_ - best);
        }
        step_ = std::clamp(step_, 0.0, longest_);
        if (is_exhausted()) step_ = best;
    }

    LinePoint start_;
    LineInterval interval_;
    double step_;
    double low_ = 0.0;
    double high_;
    double longest_ = 1e10;
    double last_width_ = 1e10;
    double width_before_last_ = 2e10;
    bool seeks_decrease_ = true;  // stage 1: until a point with enough decrease and a rising slope
};

}  // namespace eigenmlp
