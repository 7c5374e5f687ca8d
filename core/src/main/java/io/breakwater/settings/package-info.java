/// Configuration: the model catalogue and one environment file become
/// [io.breakwater.settings.Settings], or a list of all problems in them.
@NullMarked
package io.breakwater.settings;

import org.jspecify.annotations.NullMarked;
