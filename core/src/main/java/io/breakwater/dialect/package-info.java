/// The languages clients speak, and their translation to and from those that models speak.
@NullMarked
package io.breakwater.dialect;

import org.jspecify.annotations.NullMarked;
