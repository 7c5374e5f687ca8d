/// The fleet simulator: many copies of the real gateway in virtual time, over a store and a Bedrock that fail on
/// demand. One seed decides everything.
@NullMarked
package io.breakwater.fleet;

import org.jspecify.annotations.NullMarked;
