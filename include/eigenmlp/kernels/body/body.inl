// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Everything that is written once for all instruction sets, in the order of use.
// clang-format off
#include "eigenmlp/kernels/body/vector.inl"
#include "eigenmlp/kernels/body/tile.inl"
#include "eigenmlp/kernels/body/pack.inl"
#include "eigenmlp/kernels/body/multiply.inl"
#include "eigenmlp/kernels/body/products.inl"
#include "eigenmlp/kernels/body/narrow.inl"
#include "eigenmlp/kernels/body/updates.inl"
#include "eigenmlp/kernels/body/math.inl"
#include "eigenmlp/kernels/body/softmax.inl"
#include "eigenmlp/kernels/body/row.inl"
#include "eigenmlp/kernels/body/sparse.inl"
#include "eigenmlp/kernels/body/kernels.inl"
