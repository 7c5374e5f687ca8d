/// The demos of the five patterns: each sends real requests to a running gateway and judges what it saw.
@NullMarked
package io.breakwater.demo;

import org.jspecify.annotations.NullMarked;
