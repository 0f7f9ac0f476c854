// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"
#include "support/small_data.hpp"

/// What every callback keeps that has no reason to stop training. `make()` gives a fresh one:
/// `conformance::check_callback<S>([] { return MyCallback(); })`.
namespace conformance {

template <class S>
void check_callback(const auto& make) {
    STATIC_REQUIRE(eigenmlp::Callback<decltype(make()), S>);
    const support::RecordedWarnings quiet;
    const auto data = support::small_data<S>();
    for (const bool early_stopping : {false, true}) {
        const typename eigenmlp::MLPClassifier<S>::Params params{
            .batch_size = 16, .max_iter = 6, .random_state = 0, .early_stopping = early_stopping};
        eigenmlp::MLPClassifier<S> without(params), with(params);
        without.fit(data.X, data.y);
        auto callback = make();
        for (int fit = 1; fit <= 2; ++fit) {
            with.fit(data.X, data.y, callback);
            INFO("training takes the same course with it, at every fit: " << fit);
            CHECK(with.loss_curve() == without.loss_curve());
            CHECK(with.validation_scores() == without.validation_scores());
            CHECK(with.stop_reason() == without.stop_reason());
        }
        INFO("two of them, passed as temporaries");
        with.fit(data.X, data.y, make(), make());
        CHECK(with.loss_curve() == without.loss_curve());
    }
}

}  // namespace conformance
