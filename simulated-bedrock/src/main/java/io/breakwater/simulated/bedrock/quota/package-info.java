/// Bedrock's quota arithmetic as values: pools, reservation and settlement.
@NullMarked
package io.breakwater.simulated.bedrock.quota;

import org.jspecify.annotations.NullMarked;
