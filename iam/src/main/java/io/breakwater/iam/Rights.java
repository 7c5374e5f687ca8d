package io.breakwater.iam;

import java.util.ArrayList;
import java.util.List;

/// The policies that a caller brings along.
///
/// @param identity what it is allowed
/// @param boundary its permissions boundary; empty for none
/// @param session what its session was given; empty for no limit
/// @param control what the organization leaves the account: a list for each level from the root down
public record Rights(
        List<PolicyDocument> identity,
        List<PolicyDocument> boundary,
        List<PolicyDocument> session,
        List<List<PolicyDocument>> control) {
    /// What a service has: nothing of its own.
    public static final Rights NONE = of(List.of());

    public Rights {
        identity = List.copyOf(identity);
        boundary = List.copyOf(boundary);
        session = List.copyOf(session);
        control = List.copyOf(control);
    }

    /// Those of an identity without limits.
    public static Rights of(List<PolicyDocument> identity) {
        return new Rights(identity, List.of(), List.of(), List.of());
    }

    public Rights within(PolicyDocument boundary) {
        return new Rights(identity, List.of(boundary), session, control);
    }

    public Rights inSession(PolicyDocument session) {
        return new Rights(identity, boundary, List.of(session), control);
    }

    /// Below one more level of the organization.
    public Rights under(PolicyDocument... level) {
        List<List<PolicyDocument>> levels = new ArrayList<>(control);
        levels.add(List.of(level));
        return new Rights(identity, boundary, session, levels);
    }
}
