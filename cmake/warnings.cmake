# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause

# Warnings are errors in our own builds only: nothing that is exported links this target.
add_library(eigenmlp_warnings INTERFACE)
target_compile_options(eigenmlp_warnings INTERFACE
    $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Wall;-Wextra;-Wpedantic;-Wconversion;-Wshadow;-Wsign-conversion;-Werror>
    $<$<CXX_COMPILER_ID:Clang,AppleClang>:-Wreorder-init-list>
)
