/// Stores kept in memory, for the embedded run and for tests.
@NullMarked
package io.breakwater.adapters.memory;

import org.jspecify.annotations.NullMarked;
