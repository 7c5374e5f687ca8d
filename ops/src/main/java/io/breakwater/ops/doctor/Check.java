package io.breakwater.ops.doctor;

import io.breakwater.ops.probe.Probe;
import java.util.List;

/// Compares the settings with one account and Region. It decides only by the probe's answers.
@FunctionalInterface
interface Check {

    List<Line> look(CheckedPlace place, Probe probe);
}
