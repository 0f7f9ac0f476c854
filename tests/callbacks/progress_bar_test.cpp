// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/callbacks/progress_bar.hpp"

#include <cstdio>
#include <string>

#include "callbacks/hand_made_training.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/captured_stdout.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"
#include "support/small_data.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

/// What the bar wrote to a file over a fit with three epochs.
std::string written(MLPClassifier<>& clf, bool always, auto&&... callbacks) {
    const support::RecordedWarnings quiet;
    const auto data = support::small_data<double>();
    std::FILE* file = std::tmpfile();
    clf.fit(data.X, data.y, callbacks..., ProgressBar(file, always));
    const std::string text = support::contents(file);
    std::fclose(file);
    return text;
}

struct StopInFirstEpoch {
    void on_batch_end(auto& state) { state.request_stop("enough"); }
};

struct StopInThird {
    void on_batch_end(auto& state) {
        if (state.epoch == 3 && state.batch == 1) state.request_stop("enough");
    }
};

}  // namespace

TEST_CASE("It is silent on a file that is no terminal") {
    MLPClassifier<> clf({.max_iter = 3, .random_state = 0});
    CHECK(written(clf, false).empty());
}

TEST_CASE("It shows epoch, loss and time on one line, ended by the only newline") {
    MLPClassifier<> clf({.max_iter = 3, .random_state = 0});
    const std::string text = written(clf, true);
    CHECK_THAT(text, ContainsSubstring("\repoch 1/3 [") &&
                         ContainsSubstring("\repoch 3/3 [========================]"));
    CHECK_THAT(text, ContainsSubstring(fmt::format(" loss {:.4f}", clf.loss())));
    CHECK_THAT(text, ContainsSubstring(" s"));
    CHECK_THAT(text, !ContainsSubstring("validation"));
    CHECK(text.find('\n') == text.size() - 1);
}

TEST_CASE("It shows the validation score with early_stopping") {
    MLPClassifier<> clf({.max_iter = 3, .random_state = 0, .early_stopping = true});
    const std::string text = written(clf, true);
    CHECK_THAT(text,
               ContainsSubstring(fmt::format("validation score {:.4f}", clf.validation_scores().back())));
}

TEST_CASE("It shows no loss where no epoch was completed") {
    MLPClassifier<> clf({.batch_size = 10, .max_iter = 3, .random_state = 0});
    const std::string text = written(clf, true, StopInFirstEpoch{});
    CHECK_THAT(text, !ContainsSubstring("loss 0"));
    CHECK(text.back() == '\n');
}

TEST_CASE("Its last line counts the epochs that were completed and not one that was broken off") {
    std::FILE* file = std::tmpfile();
    support::HandMadeTraining<>(2, {{4.0}, {3.0}, {2.0}, {1.0}}).run(StopInThird{}, ProgressBar(file, true));
    const std::string text = support::contents(file);
    std::fclose(file);
    CHECK_THAT(text.substr(text.rfind('\r')),
               ContainsSubstring("epoch 2/4 [============            ] loss 3.0000"));
}

TEST_CASE("It bears more epochs than max_iter and shows them as done") {
    support::HandMadeTraining<> training(1, {{4.0}, {3.0}});
    training.state.max_iter = 1;
    std::FILE* file = std::tmpfile();
    ProgressBar bar(file, true);
    bar.on_train_begin(training.state);
    training.state.epoch = 2;
    training.state.batch = 1;
    bar.on_batch_end(training.state);
    std::fclose(file);
}
