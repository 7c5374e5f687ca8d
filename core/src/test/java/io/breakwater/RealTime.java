package io.breakwater;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// A test that waits for ten seconds and more of real time: played in deep builds, see [Depth].
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = "breakwater.deep", matches = "true", disabledReason = "a deep build plays it")
public @interface RealTime {}
