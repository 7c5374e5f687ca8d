package io.breakwater.surface;

/// The operators' operations. The operators' API itself decides what a path means; docs/keys.md
/// describes it.
enum AdminOperation implements Operation {
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

    private final String method;
    private final String path;

    AdminOperation(String method, String path) {
        this.method = method;
        this.path = path;
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
