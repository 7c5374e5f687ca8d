package io.breakwater;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// A test of whole programs that starts several of them, waits for seconds of real time, needs the
/// whole machine, or plays seconds of a fleet. It is played in deep builds, see [Depth]. Every build
/// plays the claims about the parts (a port or a folder that is taken, a table that is out of reach, a
/// drain, an outage) in one process or in virtual time; only such a test shows that the whole program
/// keeps them.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = "breakwater.deep", matches = "true", disabledReason = "a deep build plays it")
public @interface RealTime {}
