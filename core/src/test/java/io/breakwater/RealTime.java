package io.breakwater;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// A test of whole programs that starts several, waits for seconds of real time, fills the machine, or plays seconds of
/// a fleet: played in deep builds, see [Depth]. What the parts claim of it (a port or a folder that is taken, a table
/// that is out of
/// reach, a drain, an outage) every build plays, in one process or in virtual time; that the whole program keeps
/// to it only this shows.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = "breakwater.deep", matches = "true", disabledReason = "a deep build plays it")
public @interface RealTime {}
