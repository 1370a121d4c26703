// AuditModel
