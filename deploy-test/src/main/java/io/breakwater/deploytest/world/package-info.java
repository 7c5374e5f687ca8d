/// What the deploy test acts on and looks at: accounts, scripts, stacks, and deployed gateways.
@NullMarked
package io.breakwater.deploytest.world;

import org.jspecify.annotations.NullMarked;
