# The Socket.IO library as others link it: photosieve::socketio (server) and
# photosieve::socketio_client are both the module net, which needs base alone. TLS comes with
# OpenSSL, where the machine has it.
if(TARGET photosieve_net)
  find_package(OpenSSL QUIET)
  option(PHOTOSIEVE_NET_TLS "TLS for net, by OpenSSL" ${OPENSSL_FOUND})
  if(PHOTOSIEVE_NET_TLS)
    target_compile_definitions(photosieve_net PRIVATE PHOTOSIEVE_NET_TLS=1)
    target_link_libraries(photosieve_net PUBLIC OpenSSL::SSL)
  endif()
  add_library(photosieve::socketio ALIAS photosieve_net)
  add_library(photosieve::socketio_client ALIAS photosieve_net)
  foreach(folder IN ITEMS examples bench)
    if(EXISTS ${PROJECT_SOURCE_DIR}/${folder}/CMakeLists.txt)
      add_subdirectory(${PROJECT_SOURCE_DIR}/${folder} ${PROJECT_BINARY_DIR}/${folder})
    endif()
  endforeach()

  # cmake --install BUILD --component socketio; then, elsewhere,
  #   find_package(photosieve COMPONENTS socketio) and photosieve::socketio.
  # Not a part of the program's own package.
  include(GNUInstallDirs)
  set_target_properties(photosieve_net PROPERTIES EXPORT_NAME socketio)
  set_target_properties(photosieve_base PROPERTIES EXPORT_NAME base)
  install(TARGETS photosieve_net photosieve_base photosieve_options EXPORT photosieve-socketio
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT socketio EXCLUDE_FROM_ALL
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/photosieve
    COMPONENT socketio EXCLUDE_FROM_ALL)
  install(EXPORT photosieve-socketio NAMESPACE photosieve::
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/photosieve COMPONENT socketio EXCLUDE_FROM_ALL)
  install(FILES ${PROJECT_SOURCE_DIR}/cmake/photosieve-config.cmake
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/photosieve COMPONENT socketio EXCLUDE_FROM_ALL)
endif()
