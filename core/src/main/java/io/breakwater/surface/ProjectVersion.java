package io.breakwater.surface;

/// What each command prints for `--version`: the project's version and the commit of its sources, which only the
/// scripts know. They hand it to a program that is asked for it as the system property `breakwater.version`.
public final class ProjectVersion {

    /// As picocli reads it: the property, or what is told if a program is started without its script.
    public static final String TEXT =
            "${sys:breakwater.version:-The version is told by the program's script, in scripts/.}";

    private ProjectVersion() {}
}
