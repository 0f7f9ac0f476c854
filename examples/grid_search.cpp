// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// A grid search over layers, activation, learning rate and solver, and how well its winner does on images
// that it has not seen.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "eigenmlp/metrics/precision_recall_fscore.hpp"
#include "eigenmlp/model_selection/grid_search_cv.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/clothing.hpp"
#include "support/plots.hpp"
#include "support/report.hpp"

namespace {

using namespace example;
using Classifier = eigenmlp::MLPClassifier<>;
using Params = Classifier::Params;
using Search = eigenmlp::GridSearchCV<Classifier>;

/// 72 candidates, or 16 of them.
eigenmlp::ParameterGrid<Classifier> make_grid(bool full) {
    using Layers = std::vector<std::vector<Index>>;
    eigenmlp::ParameterGrid<Classifier> grid;
    grid.add(&Params::hidden_layer_sizes,
             full ? Layers{{50}, {50, 50}, {100, 50}, {100, 100}, {500, 100}, {500, 100, 100}}
                  : Layers{{50}, {100, 50}});
    if (full)
        grid.add(&Params::activation, {"logistic", "tanh", "relu"});
    else
        grid.add(&Params::activation, {"tanh", "relu"});
    grid.add(&Params::learning_rate_init, {0.01, 0.001});
    grid.add(&Params::solver, {"sgd", "adam"});
    return grid;
}

/// The values of a candidate: tanh, (100, 50), 0.01, adam.
std::string short_text(const eigenmlp::ParameterCandidate<Params>& candidate) {
    std::string text;
    for (const std::string& name : candidate.names())
        text += (text.empty() ? "" : ", ") + candidate.text(name).value();
    std::erase(text, '\'');
    return text;
}

/// The first candidates by rank, with their scores.
void show_ranking(Report& report, const Search& search) {
    const auto& results = search.cv_results();
    const auto& ranks = results.rank_test_score();
    std::vector<std::size_t> order(ranks.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return ranks[a] < ranks[b]; });

    Table table{.header = {"candidate", "rank", "accuracy in the folds"}, .rows = {}};
    std::vector<Curve> points;
    for (std::size_t place = 0; place < order.size(); ++place) {
        const std::size_t i = order[place];
        const auto row = static_cast<Index>(i);
        const double mean = results.mean_test_score()[row], spread = results.std_test_score()[row];
        const auto& candidate = results.candidates()[i];
        if (place < 8)
            table.rows.push_back({short_text(candidate), fmt::format("{}", ranks[i]),
                                  fmt::format("{:.4f} ± {:.4f}", mean, spread)});
        const std::string name = *candidate.text("activation") + ", " + *candidate.text("solver");
        auto points_of = std::find_if(points.begin(), points.end(),
                                      [&](const Curve& curve) { return curve.title == name; });
        if (points_of == points.end())
            points_of = points.insert(points.end(), {.title = name, .x = {}, .y = {}});
        points_of->x.push_back(static_cast<double>(place + 1));
        points_of->y.push_back(mean);
        points_of->spread.push_back(spread);
    }
    report.table(table);
    std::sort(points.begin(), points.end(), [](const Curve& a, const Curve& b) { return a.title < b.title; });
    for (Curve& curve : points) std::erase(curve.title, '\'');
    plot_points(report.folder(), "candidates",
                {.title = "Candidates of the grid search from the best to the worst",
                 .x = "rank",
                 .y = "accuracy in the folds, mean ± standard deviation",
                 .setup = fmt::format("set xrange [0:{}]\nset yrange [0:*]\n", order.size() + 1)},
                points);
    report.picture("candidates", "All candidates by activation and solver");
}

/// Precision, recall and F-score of each class.
void show_classes(Report& report, const PreparedClothing& data, const Eigen::VectorXi& predicted) {
    std::vector<int> labels(data.class_names.size());
    std::iota(labels.begin(), labels.end(), 0);
    const auto scores = eigenmlp::precision_recall_fscore_support(data.y_test, predicted,
                                                                  {.labels = labels, .zero_division = 0});
    Table table{.header = {"class", "precision", "recall", "F-score", "test images"}, .rows = {}};
    for (std::size_t k = 0; k < labels.size(); ++k) {
        const auto i = static_cast<Index>(k);
        table.rows.push_back({data.class_names[k], fmt::format("{:.3f}", scores.precision[i]),
                              fmt::format("{:.3f}", scores.recall[i]),
                              fmt::format("{:.3f}", scores.fscore[i]), fmt::format("{}", scores.support[i])});
    }
    report.text("The winner, fitted to all training rows, on the test rows:");
    report.table(table);
    report.compare("F-scores of the classes", {scores.fscore.begin(), scores.fscore.end()});
}

void run(const Settings& settings, Report& report) {
    const PreparedClothing data = prepare_clothing(settings);
    const Clothing train = data.first(settings.first_rows(1000, 2500));
    Search search(Classifier({.max_iter = settings.epochs(30, 200), .random_state = settings.seed}),
                  make_grid(settings.full), {.n_jobs = settings.n_jobs, .cv = 3});
    report.timed("grid search", [&] { search.fit(train.X, train.y); });

    const Eigen::VectorXi predicted = search.predict(data.X_test);
    report.figure("candidates", static_cast<double>(search.cv_results().n_candidates()), 0);
    report.figure("best", short_text(search.best_candidate()));
    report.figure("mean accuracy of the best in the search", search.best_score());
    report.figure("micro F-score on the test rows",
                  eigenmlp::f1_score(data.y_test, predicted, {.average = eigenmlp::Average::micro}));
    const auto& results = search.cv_results();
    report.compare("mean accuracy of all candidates",
                   {results.mean_test_score().begin(), results.mean_test_score().end()});
    report.compare("ranks of all candidates",
                   {results.rank_test_score().begin(), results.rank_test_score().end()});
    show_ranking(report, search);
    show_classes(report, data, predicted);
}

}  // namespace

int main(int argc, char** argv) {
    return example::run_experiment(argc, argv,
                                   {.name = "grid_search",
                                    .title = "Tune by grid search",
                                    .description = "Cross-validates a grid of networks and takes the best.",
                                    .options = {"--full", "--data", "--rows", "--max-iter", "--n-jobs"},
                                    .run = run});
}
