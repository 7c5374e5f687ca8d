/// The objects that the deploy test acts on and observes: accounts, scripts, stacks, and deployed
/// gateways.
@NullMarked
package io.breakwater.deploytest.world;

import org.jspecify.annotations.NullMarked;
