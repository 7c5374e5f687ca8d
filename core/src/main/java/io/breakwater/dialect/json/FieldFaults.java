package io.breakwater.dialect.json;

/// Takes the faults that are found while a body is read. After a fault, reading goes on with harmless
/// values.
public interface FieldFaults {
    /// @param path the field at fault
    /// @param text what is wrong, such as `must be a number, got a text`
    void add(String path, String text);

    /// Whether there is one already; only the first is reported.
    boolean found();
}
