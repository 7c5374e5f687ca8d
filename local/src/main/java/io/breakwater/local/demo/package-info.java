/// The demos with a gateway of their own on this machine.
@NullMarked
package io.breakwater.local.demo;

import org.jspecify.annotations.NullMarked;
