// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "eigenmlp/core/types.hpp"
#include "support/gnuplot.hpp"
#include "support/output_folder.hpp"

namespace example {

/// Each comes with a script, `name`.gp, and data.
inline constexpr std::array picture_names = {"loss_curve", "predictions", "confusion_matrix",
                                             "first_layer_weights"};

/// Removes pictures and scripts of an earlier run from `folder`.
inline void remove_pictures(const std::filesystem::path& folder) {
    for (const std::string name : picture_names) {
        std::filesystem::remove(folder / (name + ".gp"));
        std::filesystem::remove(folder / (name + ".png"));
    }
}

/// Training loss and, where there are any, validation accuracies over the epochs.
inline void write_loss_curve(const std::filesystem::path& folder, const std::vector<double>& loss_curve,
                             const std::vector<double>& validation_scores) {
    const bool validated = !validation_scores.empty();
    std::string data =
        validated ? "# epoch  training loss  validation accuracy\n" : "# epoch  training loss\n";
    for (std::size_t i = 0; i < loss_curve.size(); ++i)
        data += fmt::format("{} {:.8g}{}\n", i + 1, loss_curve[i],
                            validated ? fmt::format(" {:.8g}", validation_scores[i]) : "");
    write_file(folder / "loss_curve.dat", data);

    std::string header = gnuplot_preamble("loss_curve", 900, 540);
    header +=
        "set title 'Training on Fashion-MNIST'\n"
        "set xlabel 'epoch'\n"
        "set ylabel 'training loss (cross-entropy)' textcolor rgb blue\n"
        "set xtics nomirror\n"
        "set grid lc rgb '#E4E4E4' lt 1\n"
        "set style line 1 lc rgb blue lw 2.5 pt 7 ps 0.6\n"
        "set style line 2 lc rgb orange lw 2.5 pt 7 ps 0.6\n"
        "set bmargin 6; set key at screen 0.5, 0.02 center bottom horizontal maxrows 1 samplen 2 width -3\n"
        "set offsets 0, 0.5, 0, 0\n"
        "set xrange [0:*]\nset yrange [0:*]\n";
    if (loss_curve.size() <= 10) header += "set xtics 1\n";
    if (!validated) {
        write_script(folder, "loss_curve", header,
                     R"(plot 'loss_curve.dat' using 1:2 with linespoints ls 1 title 'training loss'
)");
        return;
    }
    const auto best = std::max_element(validation_scores.begin(), validation_scores.end());
    header +=
        fmt::format("best_epoch = {}; best_score = {:.8g}\n", best - validation_scores.begin() + 1, *best);
    write_script(folder, "loss_curve", header, R"(set ytics nomirror
set y2label 'validation accuracy' textcolor rgb orange
set y2tics
set arrow from best_epoch, graph 0 to best_epoch, graph 1 nohead dt 2 lc rgb pale back
plot 'loss_curve.dat' using 1:2 with linespoints ls 1 title 'training loss', \
     '' using 1:3 axes x1y2 with linespoints ls 2 title 'validation accuracy', \
     '+' using (best_epoch):(best_score) every ::0::0 axes x1y2 with points pt 6 ps 2 lw 2 lc rgb orange \
         title sprintf('best: %.4f after epoch %d', best_score, best_epoch)
)");
}

/// The first images in order, with at least `n_errors` wrong ones among them if there are so many.
inline std::vector<Index> choose_images(const Eigen::VectorXi& y_true, const Eigen::VectorXi& y_pred,
                                        std::size_t n_images, std::size_t n_errors) {
    std::vector<Index> right, wrong;
    for (Index i = 0; i < y_true.size(); ++i) (y_true[i] == y_pred[i] ? right : wrong).push_back(i);
    const std::size_t n_right = std::min(right.size(), n_images - std::min(wrong.size(), n_errors));
    const std::size_t n_wrong = std::min(wrong.size(), n_images - n_right);
    std::vector<Index> chosen(right.begin(), right.begin() + static_cast<std::ptrdiff_t>(n_right));
    chosen.insert(chosen.end(), wrong.begin(), wrong.begin() + static_cast<std::ptrdiff_t>(n_wrong));
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

/// A grid of test images with predicted and, where it differs, true class.
template <class Images>
void write_predictions(const std::filesystem::path& folder, const Images& images,
                       const Eigen::VectorXi& y_true, const Eigen::VectorXi& y_pred,
                       const std::vector<std::string>& class_names) {
    const std::vector<Index> chosen = choose_images(y_true, y_pred, 40, 8);
    const auto n = static_cast<Index>(chosen.size());
    const auto class_name = [&](int label) { return class_names[static_cast<std::size_t>(label)]; };
    Matrix<double> shown(n, images.cols());
    std::string captions = "# image  predicted  true  wrong\n";
    Index n_wrong = 0;
    for (Index i = 0; i < n; ++i) {
        const Index k = chosen[static_cast<std::size_t>(i)];
        shown.row(i) = images.row(k).template cast<double>();
        const bool wrong = y_true[k] != y_pred[k];
        n_wrong += wrong;
        captions +=
            fmt::format("{} \"{}\" \"{}\" {:d}\n", i, class_name(y_pred[k]), class_name(y_true[k]), wrong);
    }
    write_file(folder / "predictions.dat", matrix_text(Mosaic{8, 40, 46}(shown)));
    write_file(folder / "predictions_captions.dat", captions);
    const double error_rate = (y_true.array() != y_pred.array()).cast<double>().mean();

    std::string header = gnuplot_preamble("predictions", 1000, 800);
    header += fmt::format(
        "set title \"Test images and their predicted classes\\n"
        "errors in orange: {} of these {}, {:.1f} % of all test images\"\n",
        n_wrong, n, 100 * error_rate);
    write_script(folder, "predictions", header, R"(set palette gray negative
set cbrange [0:1]
unset colorbox
unset border
unset tics
unset key
set size ratio -1
set lmargin 1; set rmargin 1; set bmargin 1
set xrange [-7:320]
set yrange [232:-4]
x(i) = 40 * (int(i) % 8) + 13.5
y(i) = 46 * (int(i) / 8) + 13.5
frame(wrong) = wrong == 1 ? orange : pale
ink(wrong) = wrong == 1 ? orange : dark
plot 'predictions.dat' matrix with image, \
     'predictions_captions.dat' using (x($1)):(y($1)):(15):(15):(frame($4)) \
         with boxxyerror fs empty lw 2 lc rgb variable, \
     '' using (x($1)):(y($1) + 18):(stringcolumn(2)):(ink($4)) with labels font ',9' tc rgb variable, \
     '' using (x($1)):(y($1) + 23.5):($4 == 1 ? 'true: ' . stringcolumn(3) : '') with labels font ',9' tc rgb dark
)");
}

/// A heat map of counts: rows are true, columns predicted classes; colours are shares of the true class.
template <class Counts>
void write_confusion_matrix(const std::filesystem::path& folder, const Counts& counts,
                            const std::vector<std::string>& class_names) {
    std::string data = "# true  predicted  count  percent of the true class\n";
    for (Index i = 0; i < counts.rows(); ++i) {
        const double total = std::max(1.0, counts.row(i).template cast<double>().sum());
        for (Index j = 0; j < counts.cols(); ++j)
            data += fmt::format("{} {} {} {:.2f}\n", i, j, counts(i, j),
                                100.0 * static_cast<double>(counts(i, j)) / total);
    }
    write_file(folder / "confusion_matrix.dat", data);

    std::string tics;
    for (std::size_t i = 0; i < class_names.size(); ++i)
        tics += fmt::format("{}'{}' {}", i == 0 ? "" : ", ", class_names[i], i);
    std::string header = gnuplot_preamble("confusion_matrix", 1000, 880);
    header += fmt::format("set xtics ({0})\nset ytics ({0})\n", tics);
    write_script(folder, "confusion_matrix", header, R"(set title 'Confusion matrix of the test images'
set xlabel 'predicted class'
set ylabel 'true class'
set cblabel 'share of the true class / %'
set cbrange [0:100]
set palette defined (0 '#FFFFFF', 10 '#DCEAF4', 50 '#6FAED6', 100 '#08519C')
set xtics rotate by -35 scale 0
set ytics scale 0
set xrange [-0.5:9.5]
set yrange [9.5:-0.5]
set size ratio 1
unset key
plot 'confusion_matrix.dat' using 2:1:4 with image, \
     '' using 2:($1 - 0.12):($3 > 0 ? sprintf('%d', $3) : ''):($4 > 50 ? 0xFFFFFF : dark) \
         with labels font ',11' tc rgb variable, \
     '' using 2:($1 + 0.2):($3 > 0 ? sprintf('%.1f %%', $4) : ''):($4 > 50 ? 0xFFFFFF : 0x777777) \
         with labels font ',8' tc rgb variable
)");
}

/// The weights from the pixels to each neuron of the first layer (at most 100 of them) as images.
template <class Weights>
void write_first_layer_weights(const std::filesystem::path& folder, const Weights& weights) {
    const Index n = std::min<Index>(weights.cols(), 100);
    const auto columns = static_cast<Index>(std::ceil(std::sqrt(static_cast<double>(n))));
    const Matrix<double> images = weights.leftCols(n).transpose().template cast<double>();
    write_file(folder / "first_layer_weights.dat", matrix_text(Mosaic{columns, 31, 31}(images)));

    std::vector<double> sizes(images.data(), images.data() + images.size());
    for (double& w : sizes) w = std::abs(w);
    const auto nth =
        sizes.begin() + static_cast<std::ptrdiff_t>(0.99 * static_cast<double>(sizes.size() - 1));
    std::nth_element(sizes.begin(), nth, sizes.end());
    const Index rows = (n + columns - 1) / columns;

    std::string header = gnuplot_preamble("first_layer_weights", 1000, 940);
    header += fmt::format(
        "set title 'Weights of the first layer: one image for each of {}{} neurons'\n"
        "limit = {:.3g}  # 99 % of the weights lie within\n"
        "n = {}; columns = {}\n"
        "set xrange [-3:{}]\nset yrange [{}:-3]\n",
        n < weights.cols() ? "the first " : "", n, std::max(*nth, 1e-6), n, columns, 31 * columns, 31 * rows);
    write_script(
        folder, "first_layer_weights", header,
        R"(set palette defined (-1 '#B2182B', -0.5 '#F4A582', 0 '#FFFFFF', 0.5 '#92C5DE', 1 '#2166AC')
set cbrange [-limit:limit]
set cblabel 'weight (the same scale for all neurons)'
unset border
unset xtics
unset ytics
unset key
set size ratio -1
do for [i=0:n-1] {
    set object rectangle center 31 * (i % columns) + 13.5, 31 * (i / columns) + 13.5 size 28, 28 \
        front fs empty border lc rgb pale
}
plot 'first_layer_weights.dat' matrix with image
)");
}

}  // namespace example
