package io.breakwater.surface;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The operators' operations; docs/keys.md describes them.
public enum AdminOperation implements Operation {
    LIST_DRAINS("GET", "/admin/drains"),
    BEGIN_DRAIN("PUT", "/admin/drains/{name}"),
    END_DRAIN("DELETE", "/admin/drains/{name}"),
    LIST_ENTRIES("GET", "/admin/entries"),
    CHANGE_ENTRIES("POST", "/admin/entries"),
    LIST_TARGETS("GET", "/admin/targets"),
    RESET_TARGET("POST", "/admin/targets/reset"),
    LIST_TENANTS("GET", "/admin/tenants"),
    GET_TENANT("GET", "/admin/tenants/{tenant}"),
    APPLY_TENANT("PUT", "/admin/tenants/{tenant}"),
    REMOVE_TENANT("DELETE", "/admin/tenants/{tenant}"),
    LIST_KEYS("GET", "/admin/tenants/{tenant}/keys"),
    ISSUE_KEY("POST", "/admin/tenants/{tenant}/keys"),
    REVOKE_KEY("DELETE", "/admin/tenants/{tenant}/keys/{key}"),
    ROTATE_KEY("POST", "/admin/tenants/{tenant}/keys/{key}/rotate"),
    SET_OVERRIDE("PUT", "/admin/tenants/{tenant}/overrides/{limit}"),
    CLEAR_OVERRIDE("DELETE", "/admin/tenants/{tenant}/overrides/{limit}"),
    SUSPEND_TENANT("PUT", "/admin/tenants/{tenant}/suspension"),
    RESUME_TENANT("DELETE", "/admin/tenants/{tenant}/suspension"),
    LIST_USAGE("GET", "/admin/usage");

    private static final String PREFIX = "/admin/";

    /// In the place of a drain's name, which may have slashes, as targets do.
    private static final String REST = "{name}";

    private final String method;
    private final String path;

    AdminOperation(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /// The operations at a path, one for each method that is answered there.
    ///
    /// @param asked the parts of the path after `/admin/`
    public static List<AdminOperation> at(List<String> asked) {
        return Arrays.stream(values())
                .filter(operation -> operation.isAt(asked))
                .toList();
    }

    /// The part of a path that the operation's path has this name in braces for.
    ///
    /// @param asked the parts of a path at which the operation is
    /// @throws IllegalArgumentException if the operation's path has no such name
    public String variable(String name, List<String> asked) {
        String braced = "{" + name + "}";
        int place = template().indexOf(braced);
        if (place < 0) {
            throw new IllegalArgumentException("there is no " + braced + " in " + path);
        }
        return braced.equals(REST) ? String.join("/", asked.subList(place, asked.size())) : asked.get(place);
    }

    private List<String> template() {
        return List.of(path.substring(PREFIX.length()).split("/", -1));
    }

    private boolean isAt(List<String> asked) {
        List<String> template = template();
        boolean longEnough =
                template.getLast().equals(REST) ? asked.size() >= template.size() : asked.size() == template.size();
        return longEnough
                && IntStream.range(0, template.size())
                        .allMatch(place -> template.get(place).startsWith("{")
                                || template.get(place).equals(asked.get(place)));
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Answerer answeredBy() {
        return Answerer.OPERATORS;
    }
}
