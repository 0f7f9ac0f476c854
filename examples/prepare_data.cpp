// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// Prepares the data of most experiments: 10,000 images of Fashion-MNIST, drawn at random, four fifths of them
// for training, pixels scaled to 0-1. The other programs get the same from support/clothing.hpp.
#include <fmt/format.h>

#include <tuple>

#include "eigenmlp/core/random.hpp"
#include "eigenmlp/datasets/fashion_mnist.hpp"
#include "eigenmlp/model_selection/train_test_split.hpp"
#include "eigenmlp/preprocessing/label_encoder.hpp"
#include "eigenmlp/preprocessing/min_max_scaler.hpp"
#include "support/clothing.hpp"
#include "support/plots.hpp"
#include "support/report.hpp"

namespace {

using namespace example;

std::vector<double> as_doubles(const auto& values) {
    std::vector<double> result;
    for (const auto value : values) result.push_back(static_cast<double>(value));
    return result;
}

/// Ten images at random under their names.
std::vector<Image> some_images(const Matrix<float>& X, const std::vector<std::string>& names,
                               std::uint32_t seed) {
    eigenmlp::RandomState random(seed);
    std::vector<Index> rows = random.permutation(X.rows());
    std::vector<Image> images;
    for (int i = 0; i < 10; ++i) {
        const auto row = static_cast<std::size_t>(rows[static_cast<std::size_t>(i)]);
        const Matrix<double> pixels = X.row(static_cast<Index>(row)).cast<double>();
        images.push_back({names[row], pixels.reshaped<Eigen::RowMajor>(28, 28)});
    }
    return images;
}

void run(const Settings& settings, Report& report) {
    const auto data = eigenmlp::load_fashion_mnist<float>(choose_data(settings.data));
    Matrix<float> X(data.train_images.rows() + data.test_images.rows(), 784);
    X << data.train_images, data.test_images;
    Eigen::VectorXi y(X.rows());
    y << data.train_labels, data.test_labels;
    report.figure("images", static_cast<double>(X.rows()), 0);

    Matrix<double> scaled_train, scaled_test;
    Matrix<float> X_train, X_test;
    Eigen::VectorXi y_train, y_test;
    eigenmlp::MinMaxScaler<double> scaler;
    report.timed("split and scale", [&] {
        if (X.rows() > 10000)  // the bundled sample is smaller
            std::tie(X, std::ignore, y, std::ignore) =
                eigenmlp::train_test_split(X, y, {.train_size = 10000, .random_state = settings.seed});
        std::tie(X_train, X_test, y_train, y_test) =
            eigenmlp::train_test_split(X, y, {.test_size = 0.2, .random_state = settings.seed});
        scaled_train = scaler.fit_transform(X_train.cast<double>());
        scaled_test = scaler.transform(X_test.cast<double>());
    });
    report.figure("training rows", static_cast<double>(scaled_train.rows()), 0);
    report.figure("test rows", static_cast<double>(scaled_test.rows()), 0);
    report.figure("mean of the scaled training pixels", scaled_train.mean(), 6);
    report.figure("mean of the scaled test pixels", scaled_test.mean(), 6);
    report.figure("largest scaled test pixel", scaled_test.maxCoeff(), 6);
    report.compare("labels of the training rows", as_doubles(y_train));
    report.compare("first scaled test row", as_doubles(scaled_test.row(0)));

    std::vector<std::string> names;
    for (const int label : y_train) names.push_back(data.class_names[static_cast<std::size_t>(label)]);
    eigenmlp::LabelEncoder<std::string> encoder;
    const auto codes = encoder.fit_transform(names);
    Table table{.header = {"class", "code", "training rows"}, .rows = {}};
    for (std::size_t k = 0; k < encoder.classes().size(); ++k)
        table.rows.push_back({encoder.classes()[k], fmt::format("{}", k),
                              fmt::format("{}", (codes.array() == static_cast<Index>(k)).count())});
    report.text("The names as LabelEncoder numbers them:");
    report.table(table);
    report.figure("names that come back from their codes",
                  encoder.inverse_transform(codes) == names ? "all" : "not all");
    report.compare("codes of the training rows", as_doubles(codes));

    plot_images(report.folder(), "images", "Ten images of Fashion-MNIST and their classes",
                some_images(X_train, names, settings.seed), 5);
    report.picture("images", "Ten training images at random, each above the name of its class");
}

}  // namespace

int main(int argc, char** argv) {
    return example::run_experiment(
        argc, argv,
        {.name = "prepare_data",
         .title = "Prepare the data",
         .description = "Draws 10,000 images of Fashion-MNIST at random, splits them 80 to 20 and scales the "
                        "pixels to 0-1.",
         .options = {"--data"},
         .run = run});
}
