# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_DATADIR}/cmake/eigenmlp)
configure_package_config_file(cmake/eigenmlp-config.cmake.in ${PROJECT_BINARY_DIR}/eigenmlp-config.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/eigenmlp-config-version.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)

install(DIRECTORY include/eigenmlp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS eigenmlp EXPORT eigenmlp-targets)
install(EXPORT eigenmlp-targets NAMESPACE eigenmlp:: DESTINATION ${package_dir})
install(FILES
    ${PROJECT_BINARY_DIR}/eigenmlp-config.cmake
    ${PROJECT_BINARY_DIR}/eigenmlp-config-version.cmake
    ${PROJECT_SOURCE_DIR}/cmake/eigen_version.cmake
    DESTINATION ${package_dir}
)
