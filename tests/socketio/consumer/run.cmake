# Installs the component, builds the consumer against it, runs it. BUILD, SOURCE and WORK are given.
file(REMOVE_RECURSE ${WORK})
foreach(command IN ITEMS
    "${CMAKE_COMMAND};--install;${BUILD};--component;socketio;--prefix;${WORK}/prefix"
    "${CMAKE_COMMAND};-S;${SOURCE};-B;${WORK}/build;-DCMAKE_PREFIX_PATH=${WORK}/prefix;-DCMAKE_CXX_STANDARD=20"
    "${CMAKE_COMMAND};--build;${WORK}/build"
    "${WORK}/build/consumer")
  execute_process(COMMAND ${command} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
