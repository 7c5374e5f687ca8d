/// The project's folder of configuration, as the build and the operators' commands read it.
@NullMarked
package io.breakwater.config;

import org.jspecify.annotations.NullMarked;
