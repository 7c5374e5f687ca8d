package io.breakwater.ops.doctor;

/// A line of the report.
///
/// @param check the check's name
record Line(String check, CheckedPlace place, Finding finding) {}
