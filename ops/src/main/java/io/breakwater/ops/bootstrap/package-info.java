/// The CDK's bootstrap of all accounts and Regions of an environment.
@NullMarked
package io.breakwater.ops.bootstrap;

import org.jspecify.annotations.NullMarked;
