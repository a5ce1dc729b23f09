# Who is paid.
supplier
vendor
