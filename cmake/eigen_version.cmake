# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause

# Sets `complaint` to a sentence if the Eigen that was found is not one of 3.4 <= version < 6, else to
# nothing. We check ourselves: the version file of Eigen 3.4 accepts neither ranges nor a newer major version.
function(eigenmlp_check_eigen_version complaint)
    set(${complaint} "" PARENT_SCOPE)
    if(Eigen3_VERSION AND (Eigen3_VERSION VERSION_LESS 3.4 OR NOT Eigen3_VERSION VERSION_LESS 6))
        set(${complaint} "eigenmlp needs Eigen >= 3.4 and < 6. Found ${Eigen3_VERSION} in ${Eigen3_DIR}." PARENT_SCOPE)
    endif()
endfunction()
