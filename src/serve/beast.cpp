// Boost's Asio and Beast, compiled here once for the whole layer.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
