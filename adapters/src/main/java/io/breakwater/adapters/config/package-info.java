/// The configuration of a deployed function: its variables, and the files packaged with its code.
@NullMarked
package io.breakwater.adapters.config;

import org.jspecify.annotations.NullMarked;
