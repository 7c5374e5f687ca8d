package io.breakwater.settings;

/// One thing that is wrong with the configuration.
///
/// @param file the file's name as given in its [ConfigText]
/// @param path where in the file, such as `tenants[2].plan`; empty for the file as a whole
/// @param message what is wrong, the value received, and what to do
public record Problem(String file, String path, String message) {

    /// One line: `file: path: message`.
    @Override
    public String toString() {
        return path.isEmpty() ? file + ": " + message : file + ": " + path + ": " + message;
    }
}
