// VouchKit
