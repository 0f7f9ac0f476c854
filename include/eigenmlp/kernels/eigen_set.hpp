// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Eigen/Core>
#include <cmath>

#include "eigenmlp/kernels/arguments.hpp"

/// The kernels as plain Eigen expressions, for compilers without vector extensions, and what the vector sets
/// are tested against.
namespace eigenmlp::kernels::eigen {

template <class S>
ConstMatrixView<S> view(const Block<const S>& b) {
    return {b.data, b.rows, b.cols, Eigen::OuterStride<>(b.stride)};
}

template <class S>
MatrixView<S> view(const Block<S>& b) {
    return {b.data, b.rows, b.cols, Eigen::OuterStride<>(b.stride)};
}

template <class S>
auto array(S* p, Index n) {
    return Eigen::Map<Eigen::Array<std::remove_const_t<S>, Eigen::Dynamic, 1>>(
        const_cast<std::remove_const_t<S>*>(p), n);
}

template <class S>
Matrix<S> gather(const Rows<S>& x, Index n, Index k) {
    Matrix<S> rows(n, k);
    for (Index i = 0; i < n; ++i) {
        const S* const from = x.data + (x.index ? x.index[i] : i) * x.stride;
        rows.row(i) = Eigen::Map<const Eigen::Matrix<S, 1, Eigen::Dynamic>>(from, k);
    }
    return rows;
}

/// A block of a sparse matrix as a dense one: rows by the index, columns [first, first + k).
template <class S>
Matrix<S> dense(const SparseRows<S>& x, Index n, Index first, Index k) {
    Matrix<S> rows = Matrix<S>::Zero(n, k);
    for (Index i = 0; i < n; ++i) {
        const Index r = x.index ? x.index[i] : i;
        for (int e = x.begins[r]; e < x.begins[r + 1]; ++e)
            if (x.columns[e] >= first && x.columns[e] < first + k)
                rows(i, x.columns[e] - first) = x.values[e];
    }
    return rows;
}

struct Kernels {
    template <class S>
    static void affine(const AffineArgs<S>& args) {
        auto h = view(args.h);
        const Matrix<S> x = gather(args.x, h.rows(), args.w.rows);
        if (args.finite != nullptr && !x.allFinite()) *args.finite = false;
        h.noalias() = x * view(args.w);
        h.rowwise() += array(args.b, h.cols()).matrix().transpose();
        if (args.squared_norm != nullptr)
            *args.squared_norm = static_cast<double>(view(args.w).squaredNorm());
        if (args.epilogue == Epilogue::relu) h = h.unaryExpr([](S z) { return z < 0 ? S(0) : z; });
    }

    template <class S>
    static void backward_delta(const DeltaArgs<S>& args) {
        auto d = view(args.d_previous);
        d.noalias() = view(args.d) * view(args.w).transpose();
        if (args.mask.data != nullptr) d = (view(args.mask).array() == 0).select(S(0), d);
    }

    template <class S>
    static void backward_delta_row(const DeltaArgs<S>& args) {
        backward_delta(args);
    }

    template <class S>
    static void weight_gradient(const GradientArgs<S>& args) {
        auto g = view(args.g);
        g.noalias() = args.scale * (gather(args.x, args.d.rows, g.rows()).transpose() * view(args.d));
        g += args.l2 * view(args.w);
    }

    template <class S>
    static void sparse_affine(const SparseAffineArgs<S>& args) {
        const Matrix<S> x = dense(args.x, args.h.rows, 0, args.w.rows);
        affine(AffineArgs<S>{{x.data(), x.cols()}, args.w, args.b, args.epilogue, args.h, nullptr});
    }

    template <class S>
    static void sparse_gradient(const SparseGradientArgs<S>& args) {
        const Matrix<S> x = dense(args.x, args.d.rows, args.first, args.g.rows);
        weight_gradient(
            GradientArgs<S>{{x.data(), x.cols()}, args.d, args.scale, args.l2, args.w, args.g, nullptr});
    }

    template <class S>
    static void column_sums(const Block<const S>& d, S scale, S* sums) {
        array(sums, d.cols) = scale * view(d).colwise().sum().transpose().array();
    }

    template <class S>
    static S squared_norm(const S* x, Index n) {
        return array(x, n).square().sum();
    }

    template <class S>
    static void adam(const AdamArgs<S>& args, const S* g, Index n) {
        auto m = array(args.m, n), v = array(args.v, n);
        m = args.beta_1 * m + args.rest_1 * array(g, n);
        v = args.beta_2 * v + args.rest_2 * array(g, n).square();
        array(args.theta, n) -= args.rate * m / (v.sqrt() + args.epsilon);
    }

    template <class S>
    static void sgd(const SgdArgs<S>& args, const S* g, Index n) {
        auto velocity = array(args.velocity, n);
        velocity = args.momentum * velocity - args.rate * array(g, n);
        if (args.nesterov)
            array(args.theta, n) += args.momentum * velocity - args.rate * array(g, n);
        else
            array(args.theta, n) += velocity;
    }

    template <class S>
    static Matrix<S> rank_one(const S* theta, const RankOneArgs<S>& g) {
        return array(g.x, g.inputs).matrix() * array(g.d, g.units).matrix().transpose() +
               g.l2 * view(Block<const S>{theta, g.inputs, g.units, g.units});
    }

    template <class S>
    static void adam_rank_one(const AdamArgs<S>& args, const RankOneArgs<S>& g) {
        adam(args, static_cast<const S*>(rank_one(args.theta, g).data()), g.inputs * g.units);
    }

    template <class S>
    static void sgd_rank_one(const SgdArgs<S>& args, const RankOneArgs<S>& g) {
        sgd(args, static_cast<const S*>(rank_one(args.theta, g).data()), g.inputs * g.units);
    }

    template <class S>
    static void softmax(const Block<S>& z) {
        auto p = view(z);
        for (Index i = 0; i < z.rows; ++i) {
            const S maximum = p.row(i).maxCoeff();
            p.row(i) = p.row(i).unaryExpr([=](S x) { return std::exp(x - maximum); });
            p.row(i) /= p.row(i).sum();
        }
    }

    template <class S>
    static void exp(const S* x, S* y, Index n) {
        array(y, n) = array(x, n).unaryExpr([](S a) { return std::exp(a); });
    }

    template <class S>
    static void log(const S* x, S* y, Index n) {
        array(y, n) = array(x, n).unaryExpr([](S a) { return std::log(a); });
    }

    template <class S>
    static double dot_log(const S* y, const S* p, S least, Index n) {
        double sum = 0.0;
        for (Index i = 0; i < n; ++i) {
            const S x = p[i] < least ? least : p[i] > 1 - least ? 1 - least : p[i];
            sum += static_cast<double>(y[i] * std::log(x));
        }
        return sum;
    }

    template <class S>
    static void tanh(const S* x, S* y, Index n) {
        array(y, n) = array(x, n).unaryExpr([](S a) { return std::tanh(a); });
    }

    template <class S>
    static void logistic(const S* x, S* y, Index n) {
        array(y, n) = array(x, n).unaryExpr([](S a) {
            const S e = std::exp(-std::abs(a));
            return (a < 0 ? e : S(1)) / (1 + e);
        });
    }
};

}  // namespace eigenmlp::kernels::eigen
