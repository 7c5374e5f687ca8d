/// What a deployed function is told: its variables, and the configuration beside its code.
@NullMarked
package io.breakwater.adapters.config;

import org.jspecify.annotations.NullMarked;
