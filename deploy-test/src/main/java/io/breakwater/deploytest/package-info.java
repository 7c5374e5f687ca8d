/// The deploy test: the whole life of environments, from bootstrap to nothing left, against an AWS endpoint.
@NullMarked
package io.breakwater.deploytest;

import org.jspecify.annotations.NullMarked;
