/// The demos, each with its own gateway on this machine.
@NullMarked
package io.breakwater.local.demo;

import org.jspecify.annotations.NullMarked;
