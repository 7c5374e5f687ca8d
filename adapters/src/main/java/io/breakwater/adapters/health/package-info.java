/// Boards that remember the targets' health.
@NullMarked
package io.breakwater.adapters.health;

import org.jspecify.annotations.NullMarked;
