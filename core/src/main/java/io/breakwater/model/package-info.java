/// The vocabulary: tenants, shards, targets, tiers, limits, money and tokens.
@NullMarked
package io.breakwater.model;

import org.jspecify.annotations.NullMarked;
