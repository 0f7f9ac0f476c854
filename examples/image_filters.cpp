// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// Convolution and max pooling, first on the smallest of images, then on those of Fashion-MNIST.
#include <fmt/format.h>

#include "eigenmlp/image/block_reduce.hpp"
#include "eigenmlp/image/convolution_transformer.hpp"
#include "eigenmlp/image/convolve.hpp"
#include "eigenmlp/preprocessing/min_max_scaler.hpp"
#include "support/clothing.hpp"
#include "support/kernels.hpp"
#include "support/plots.hpp"
#include "support/report.hpp"

namespace {

using namespace example;

/// A square of four ones under the mean of its neighbours, zeros around it.
void show_small_example(Report& report) {
    Matrix<double> image = Matrix<double>::Zero(5, 5);
    image.block(1, 1, 2, 2).setOnes();
    const Matrix<double> mean = Matrix<double>::Constant(3, 3, 1.0 / 9);
    const Matrix<double> blurred = eigenmlp::convolve(image, mean, {.mode = eigenmlp::BorderMode::constant});
    Table table{.header = {"image", "", "", "", "", "mean of 3 x 3", "", "", "", ""}, .rows = {}};
    for (Index i = 0; i < 5; ++i) {
        std::vector<std::string> row;
        for (Index j = 0; j < 5; ++j) row.push_back(fmt::format("{}", image(i, j)));
        for (Index j = 0; j < 5; ++j) row.push_back(fmt::format("{:.3f}", blurred(i, j)));
        table.rows.push_back(row);
    }
    report.table(table);
    report.compare("the small example", {blurred.data(), blurred.data() + blurred.size()});
}

Matrix<double> as_image(const auto& pixels) {
    const Matrix<double> row = pixels;
    return row.template reshaped<Eigen::RowMajor>(28, 28);
}

void run(const Settings& settings, Report& report) {
    show_small_example(report);

    const Matrix<double> X = prepare_clothing(settings).first(settings.first_rows(2000, 8000)).X;
    std::vector<Image> images = {{"original", as_image(X.row(0))}};
    for (const auto& [name, kernel] : kernels()) {
        Matrix<double> filtered;
        report.timed(name, [&, &kernel = kernel] {
            eigenmlp::ConvolutionTransformer<double> convolution({.kernel = kernel});
            filtered = eigenmlp::MinMaxScaler<double>{}.fit_transform(convolution.fit_transform(X));
        });
        report.figure("mean pixel, " + name, filtered.mean(), 6);
        report.compare("first image, " + name, {filtered.data(), filtered.data() + filtered.cols()});
        images.push_back({name, as_image(filtered.row(0))});
    }
    plot_images(report.folder(), "convolution", "An image and what three kernels make of it", images, 4);
    report.picture("convolution", "Convolved with the kernels, then scaled to 0-1");

    std::vector<Matrix<double>> pooled;
    report.timed("max pooling", [&] {
        for (Index i = 0; i < X.rows(); ++i)
            pooled.push_back(eigenmlp::block_reduce(as_image(X.row(i)), 5, eigenmlp::BlockMax{}));
    });
    report.figure("pixels of a pooled image", static_cast<double>(pooled[0].size()), 0);
    report.compare("first image, max pooling", {pooled[0].data(), pooled[0].data() + pooled[0].size()});
    plot_images(report.folder(), "max_pooling", "Max pooling, blocks of 5 x 5",
                {{"28 x 28 pixels", as_image(X.row(0))}, {"6 x 6 pixels", pooled[0]}}, 2);
    report.picture("max_pooling", "The largest pixel of each block; zeros fill the blocks at the edge");
}

}  // namespace

int main(int argc, char** argv) {
    return example::run_experiment(
        argc, argv,
        {.name = "image_filters",
         .title = "Convolution and max pooling",
         .description = "Sharpens images, finds their edges, and keeps the largest pixel of each block.",
         .options = {"--full", "--data", "--rows"},
         .run = run});
}
