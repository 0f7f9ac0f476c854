// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// The kernels of one instruction set.

struct Kernels {
    template <class S>
    static void affine(const AffineArgs<S>& args) {
        if (args.h.rows > 2) {
            RowProduct<S> product(args);
            multiply_rows(product, args.w.rows, args.workspace);
            if (args.squared_norm != nullptr) *args.squared_norm = product.b.sum_of_squares();
        } else {
            for (Index i = 0; i < args.h.rows; ++i) {
                if (args.finite != nullptr && !is_finite(row(args.x, i), args.w.rows)) *args.finite = false;
                if (i == 0 && args.squared_norm != nullptr)
                    *args.squared_norm = affine_row(args, i, RowTile<S>::template of<8, true>());
                else
                    affine_row(args, i, row_tile_for<S>(args.h.cols));
            }
        }
    }

    template <class S>
    static void backward_delta(const DeltaArgs<S>& args) {
        RowProduct<S> product(args);
        multiply_rows(product, args.w.cols, args.workspace);
    }

    template <class S>
    static void backward_delta_row(const DeltaArgs<S>& args) {
        delta_row(args);
    }

    template <class S>
    static void weight_gradient(const GradientArgs<S>& args) {
        if constexpr (has_masks<Vec<S>>) {
            if (args.g.cols <= lanes<S>) return narrow_gradients<1>(args);
            if (args.g.cols <= 2 * lanes<S>) return narrow_gradients<2>(args);
        }
        GradientProduct<S> product{args, args.g, args.workspace + (block_bytes + 64) / Index(sizeof(S))};
        multiply(product, args.d.rows, args.workspace);
    }

    template <class S>
    static void sparse_affine(const SparseAffineArgs<S>& args) {
        sparse_affine_product(args);
    }

    template <class S>
    static void sparse_gradient(const SparseGradientArgs<S>& args) {
        sparse_gradient_product(args);
    }

    template <class S>
    static void column_sums(const Block<const S>& d, S scale, S* sums) {
        ColumnSums<S> f{d, scale, sums};
        each_part<S>(d.cols, f);
    }

    template <class S>
    static S squared_norm(const S* x, Index n) {
        return sum_of_squares(x, n);
    }

    template <class S>
    static void adam(const AdamArgs<S>& args, const S* g, Index n) {
        update(Adam<S>{args}, g, n);
    }

    template <class S>
    static void sgd(const SgdArgs<S>& args, const S* g, Index n) {
        update(Sgd<S>{args}, g, n);
    }

    template <class S>
    static void adam_rank_one(const AdamArgs<S>& args, const RankOneArgs<S>& g) {
        update_rank_one(Adam<S>{args}, g);
    }

    template <class S>
    static void sgd_rank_one(const SgdArgs<S>& args, const RankOneArgs<S>& g) {
        update_rank_one(Sgd<S>{args}, g);
    }

    template <class S>
    static void softmax(const Block<S>& z) {
        if (z.cols > narrow)
            for (Index i = 0; i < z.rows; ++i) softmax_row(z.data + i * z.stride, z.cols);
        else
            for (Index i = 0; i < z.rows; i += softmax_vectors * lanes<S>) softmax_rows(z, i);
    }

    template <class S>
    static void exp(const S* x, S* y, Index n) {
        map<Exp>(x, y, n);
    }

    template <class S>
    static void log(const S* x, S* y, Index n) {
        map<Log>(x, y, n);
    }

    template <class S>
    static double dot_log(const S* y, const S* p, S least, Index n) {
        constexpr Index piece = 4096;  // Elements summed in S.
        double sum = 0;
        for (Index i = 0; i < n; i += piece) {
            DotLog<S> f{y + i, p + i, least};
            each_vector<S>(n - i < piece ? n - i : piece, f);
            sum += double(sum_of<S, lanes<S>>(f.sum));
        }
        return sum;
    }

    template <class S>
    static void tanh(const S* x, S* y, Index n) {
        map<Tanh>(x, y, n);
    }

    template <class S>
    static void logistic(const S* x, S* y, Index n) {
        map<Logistic>(x, y, n);
    }
};
