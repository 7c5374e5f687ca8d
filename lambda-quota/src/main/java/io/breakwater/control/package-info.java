/// The control plane: who may call, and how a tenant stands.
@NullMarked
package io.breakwater.control;

import org.jspecify.annotations.NullMarked;
