/// The bodies that models are sent, in the format of each API, and the answers they give.
@NullMarked
package io.breakwater.dialect.body;

import org.jspecify.annotations.NullMarked;
