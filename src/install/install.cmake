# Where everything goes. The component `agc_root` is the other layout: what programs look for that are given
# the folder of AGC's sources, usually as AGC_ROOT. `cmake --install BUILD --component agc_root` makes it
# too, without the option.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

if(AGC_ROOT_LAYOUT)
  set(other EXCLUDE_FROM_ALL)
else()
  set(root_layout EXCLUDE_FROM_ALL)
endif()

# Both packages: agc::agc is the shared library, agc::agc_static in the component `static`.
set_target_properties(agc_shared PROPERTIES EXPORT_NAME agc)
set_target_properties(agc_core PROPERTIES EXPORT_NAME agc_static)
install(TARGETS agc RUNTIME COMPONENT agc ${other})
install(TARGETS agc_shared EXPORT agcTargets
        LIBRARY COMPONENT agc NAMELINK_COMPONENT agc ${other})
install(TARGETS agc_core EXPORT agcStaticTargets ARCHIVE COMPONENT agc ${other})
install(DIRECTORY include/agc TYPE INCLUDE COMPONENT agc ${other})
install(FILES include/agc-api.h TYPE INCLUDE COMPONENT agc ${other})
install(FILES include/agc-api.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/agc COMPONENT agc ${other})

set(AGC_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/agc)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/agcConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/agcConfig.cmake
                              INSTALL_DESTINATION ${AGC_CMAKE_DIR} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/agcConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/agcConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/agcConfigVersion.cmake
        DESTINATION ${AGC_CMAKE_DIR} COMPONENT agc ${other})
install(EXPORT agcTargets NAMESPACE agc:: DESTINATION ${AGC_CMAKE_DIR} COMPONENT agc ${other})
install(EXPORT agcStaticTargets NAMESPACE agc:: DESTINATION ${AGC_CMAKE_DIR} COMPONENT agc ${other})

# Relative, so that the folder may be moved.
file(RELATIVE_PATH AGC_FROM_PKGCONFIG_TO_PREFIX ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(${CMAKE_CURRENT_LIST_DIR}/libagc.pc.in ${CMAKE_CURRENT_BINARY_DIR}/libagc.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/libagc.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
        COMPONENT agc ${other})

install(FILES docs/agc.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT agc ${other})
install(FILES docs/completions/agc.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME agc
        COMPONENT agc ${other})
install(FILES docs/completions/agc.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
        COMPONENT agc ${other})
# zsh looks into the first of these below /usr/local, Debian's into the second below /usr.
foreach(folder IN ITEMS site-functions vendor-completions)
  install(FILES docs/completions/_agc DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/${folder} COMPONENT agc ${other})
endforeach()
install(FILES README.md CHANGES.md docs/format.md TYPE DOC COMPONENT agc ${other})
install(FILES LICENSE TYPE DOC RENAME copyright COMPONENT agc ${other})

install(PROGRAMS $<TARGET_FILE:agc> DESTINATION bin COMPONENT agc_root ${root_layout})
install(FILES $<TARGET_FILE:agc_reading> DESTINATION bin RENAME libagc.a COMPONENT agc_root ${root_layout})
foreach(name IN ITEMS libagc.so $<TARGET_SONAME_FILE_NAME:agc_shared>)
  install(FILES $<TARGET_FILE:agc_shared> DESTINATION bin RENAME ${name} COMPONENT agc_root ${root_layout})
endforeach()
install(FILES include/agc-api.h DESTINATION src/lib-cxx COMPONENT agc_root ${root_layout})
# Those programs link the zstd beside AGC.
find_library(AGC_STATIC_ZSTD libzstd.a)
mark_as_advanced(AGC_STATIC_ZSTD)
if(AGC_STATIC_ZSTD)
  file(REAL_PATH ${AGC_STATIC_ZSTD} static_zstd)
  install(FILES ${static_zstd} DESTINATION 3rd_party/zstd/lib RENAME libzstd.a COMPONENT agc_root ${root_layout})
endif()
