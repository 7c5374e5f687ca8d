/// The control plane: authorization of callers, reports, and the operators' API.
@NullMarked
package io.breakwater.control;

import org.jspecify.annotations.NullMarked;
