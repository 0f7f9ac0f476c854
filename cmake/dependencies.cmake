# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause

# A target that the including project has already is taken as it is; one that we find is made global, or a project
# that has us by add_subdirectory would not see what eigenmlp links.
macro(eigenmlp_find target)
    if(NOT TARGET ${target})
        find_package(${ARGN})
        if(TARGET ${target})
            set_target_properties(${target} PROPERTIES IMPORTED_GLOBAL TRUE)
        endif()
    endif()
endmacro()

eigenmlp_find(Eigen3::Eigen Eigen3 REQUIRED CONFIG)
eigenmlp_find(fmt::fmt-header-only fmt REQUIRED CONFIG)
eigenmlp_find(Threads::Threads Threads REQUIRED)
eigenmlp_find(ZLIB::ZLIB ZLIB)

include(cmake/eigen_version.cmake)
eigenmlp_check_eigen_version(complaint)
if(complaint)
    message(FATAL_ERROR "${complaint}")
endif()
