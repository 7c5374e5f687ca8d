package io.breakwater.cleanup.own;

/// One reason to take a resource for the environment's own; two are needed to delete it.
public enum Proof {
    /// It has both tags of the environment, with its stack id.
    TAGS("its tags"),
    /// Its name follows the environment's names for such resources.
    NAME("its name"),
    /// CloudFormation recorded it in a stack of the environment, which may be deleted since.
    RECORD("CloudFormation's record");

    private final String label;

    Proof(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
