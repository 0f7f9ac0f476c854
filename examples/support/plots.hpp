// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "eigenmlp/core/types.hpp"

namespace example {

using eigenmlp::Index;
using eigenmlp::Matrix;

/// Points that a line joins.
struct Curve {
    std::string title;
    std::vector<double> x, y;
    std::vector<double> spread = {};  ///< half the height of a band around the line
};

/// y over 1, 2, ...
Curve over_epochs(const std::string& title, const std::vector<double>& y);

/// What a picture of curves says about itself; `setup` are more commands for gnuplot.
struct Axes {
    std::string title, x, y;
    std::string setup = {};
};

/// Each of these writes `name`.gp and its data into `folder`, to be drawn by `Report::picture`.
/// All curves in one plot, with a key if there are several.
void plot_curves(const std::filesystem::path& folder, const std::string& name, const Axes& axes,
                 const std::vector<Curve>& curves);

/// A plot for each curve, side by side with the same axes. There must be points.
void plot_panels(const std::filesystem::path& folder, const std::string& name, const Axes& axes,
                 const std::vector<Curve>& curves);

/// Points without lines, a colour for each curve.
void plot_points(const std::filesystem::path& folder, const std::string& name, const Axes& axes,
                 const std::vector<Curve>& curves);

/// A grey image and what is written under it.
struct Image {
    std::string caption;
    Matrix<double> pixels;
};

/// Images of any sizes side by side, as large as each other; dark is the largest value of each.
void plot_images(const std::filesystem::path& folder, const std::string& name, const std::string& title,
                 const std::vector<Image>& images, Index columns);

}  // namespace example
